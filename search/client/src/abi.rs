//! The face towards JavaScript: bytes in, bytes out, through the memory of the module.
//!
//! A call that takes bytes gets their address from [`room`]; a call that answers leaves its bytes at [`address`] and returns a code.

#![expect(unsafe_code, reason = "the memory of a wasm module is shared with JavaScript; every pointer below is our own")]

use std::cell::RefCell;

use quyche_pack::Fault;

use crate::{Client, Request, json};

/// What JavaScript and we pass each other. The module has one thread.
#[derive(Default)]
struct Shared {
    incoming: Vec<u8>,
    outgoing: Vec<u8>,
    client: Option<Client>,
}

thread_local! {
    static SHARED: RefCell<Shared> = RefCell::default();
}

/// Answers of the calls below.
const DONE: u32 = 0;
const MISSING: u32 = 1;
const DAMAGED: u32 = 2;
const OUTDATED: u32 = 3;

fn code(fault: Fault) -> u32 {
    match fault {
        Fault::Missing => MISSING,
        Fault::Damaged => DAMAGED,
        Fault::Outdated => OUTDATED,
    }
}

/// Where so many bytes for the next call are to be put.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *mut u8 {
    SHARED.with_borrow_mut(|shared| {
        shared.incoming.clear();
        shared.incoming.resize(length, 0);
        shared.incoming.as_mut_ptr()
    })
}

/// Where the answer of the last call lies.
#[unsafe(no_mangle)]
pub extern "C" fn address() -> *const u8 {
    SHARED.with_borrow(|shared| shared.outgoing.as_ptr())
}

/// How many bytes it has.
#[unsafe(no_mangle)]
pub extern "C" fn length() -> usize {
    SHARED.with_borrow(|shared| shared.outgoing.len())
}

/// Opens the pack whose root was put into the room.
#[unsafe(no_mangle)]
pub extern "C" fn open() -> u32 {
    SHARED.with_borrow_mut(|shared| match Client::open(&shared.incoming) {
        Ok(client) => {
            shared.client = Some(client);
            DONE
        }
        Err(fault) => code(fault),
    })
}

/// Takes the chunk that was put into the room; the answer is its name, as sixteen hexadecimal digits.
#[unsafe(no_mangle)]
pub extern "C" fn load() -> u32 {
    SHARED.with_borrow_mut(|shared| {
        let Shared { incoming, outgoing, client } = shared;
        match client {
            Some(client) => {
                *outgoing = hexadecimal(client.load(incoming)).into_bytes();
                DONE
            }
            None => DAMAGED,
        }
    })
}

/// Answers the request that was put into the room: its parts, each ended by a zero byte. The answer is JSON, or when chunks are missing
/// their names, one after the other.
#[unsafe(no_mangle)]
pub extern "C" fn search() -> u32 {
    SHARED.with_borrow_mut(|shared| {
        let Shared { incoming, outgoing, client } = shared;
        let Some(client) = client else {
            return DAMAGED;
        };
        let request = request(&String::from_utf8_lossy(incoming));
        let answered = client.search(&request).and_then(|answer| json(client, &request, &answer));
        match answered {
            Ok(answer) => {
                *outgoing = answer.into_bytes();
                DONE
            }
            Err(Fault::Missing) => {
                *outgoing = client.wanted().into_iter().map(hexadecimal).collect::<String>().into_bytes();
                MISSING
            }
            Err(fault) => code(fault),
        }
    })
}

fn request(parts: &str) -> Request {
    let mut parts = parts.split('\0');
    let mut next = || parts.next().unwrap_or_default().to_owned();
    let mut request = Request { query: next(), typing: next() == "1", limit: next().parse().unwrap_or(10), ..Request::default() };
    let mut given = || Some(next()).filter(|value| !value.is_empty());
    request.organisation = given();
    request.role = given();
    request.timing = given();
    request.level = given();
    request.document = given();
    request.kind = given();
    request
}

fn hexadecimal(name: u64) -> String {
    (0..16).rev().map(|digit| char::from_digit((name >> (digit * 4)) as u32 & 15, 16).unwrap_or('0')).collect()
}

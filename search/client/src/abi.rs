//! The face towards JavaScript: bytes in, bytes out, through the memory of the module.
//!
//! A call that takes bytes gets their address from [`room`]; a call that answers leaves its bytes at [`address`] and returns a code.

#![expect(unsafe_code, reason = "the memory of a wasm module is shared with JavaScript; every pointer below is our own")]
#![expect(unreachable_pub, reason = "the functions are reached by name, from JavaScript")]

use std::cell::UnsafeCell;

use quyche_pack::Fault;
use quyche_query::{number, part};

use crate::heap::Heap;
use crate::{Client, Request, json};

/// What JavaScript and we pass each other.
struct Shared {
    incoming: Vec<u8>,
    outgoing: Vec<u8>,
    client: Option<Client>,
}

/// A cell that threads may share, because there is one.
struct Single(UnsafeCell<Shared>);

// SAFETY: a wasm module without shared memory has one thread.
unsafe impl Sync for Single {}

static SHARED: Single = Single(UnsafeCell::new(Shared { incoming: Vec::new(), outgoing: Vec::new(), client: None }));

#[global_allocator]
static HEAP: Heap = Heap::new(grow);

fn grow(pages: usize) -> *mut u8 {
    match core::arch::wasm32::memory_grow(0, pages) {
        usize::MAX => std::ptr::null_mut(),
        before => (before << 16) as *mut u8,
    }
}

fn shared() -> &'static mut Shared {
    // SAFETY: only the calls below ask for it, each once, and none calls another.
    unsafe { &mut *SHARED.0.get() }
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
    let incoming = &mut shared().incoming;
    incoming.clear();
    incoming.resize(length, 0);
    incoming.as_mut_ptr()
}

/// Where the answer of the last call lies.
#[unsafe(no_mangle)]
pub extern "C" fn address() -> *const u8 {
    shared().outgoing.as_ptr()
}

/// How many bytes it has.
#[unsafe(no_mangle)]
pub extern "C" fn length() -> usize {
    shared().outgoing.len()
}

/// Opens the pack whose root was put into the room.
#[unsafe(no_mangle)]
pub extern "C" fn open() -> u32 {
    let shared = shared();
    match Client::open(&shared.incoming) {
        Ok(client) => {
            shared.client = Some(client);
            DONE
        }
        Err(fault) => code(fault),
    }
}

/// Takes the chunk that was put into the room; the answer is its name, as sixteen hexadecimal digits.
#[unsafe(no_mangle)]
pub extern "C" fn load() -> u32 {
    let Shared { incoming, outgoing, client: Some(client) } = shared() else {
        return DAMAGED;
    };
    let name = client.load(incoming);
    outgoing.clear();
    put_name(outgoing, name);
    DONE
}

/// Answers the request that was put into the room: its parts, each ended by a zero byte. The answer is JSON, or when chunks are missing
/// their names, one after the other.
#[unsafe(no_mangle)]
pub extern "C" fn search() -> u32 {
    let Shared { incoming, outgoing, client: Some(client) } = shared() else {
        return DAMAGED;
    };
    let request = request(incoming);
    let answered = client.search(&request).and_then(|answer| json(client, &request, &answer));
    match answered {
        Ok(answer) => {
            *outgoing = answer.into_bytes();
            DONE
        }
        Err(Fault::Missing) => {
            outgoing.clear();
            for name in client.wanted() {
                put_name(outgoing, name);
            }
            MISSING
        }
        Err(fault) => code(fault),
    }
}

fn request(parts: &[u8]) -> Request {
    let mut rest = std::str::from_utf8(parts).unwrap_or_default();
    let mut next = || {
        let (next, after) = part(rest, b"\0");
        rest = after;
        next.to_owned()
    };
    let query = next();
    let typing = next() == "1";
    let limit = number(&next()).unwrap_or(10) as usize;
    let mut given = || Some(next()).filter(|value| !value.is_empty());
    Request {
        query,
        typing,
        limit,
        organisation: given(),
        role: given(),
        timing: given(),
        level: given(),
        document: given(),
        kind: given(),
    }
}

fn put_name(output: &mut Vec<u8>, name: u64) {
    for digit in (0..16).rev() {
        output.push(b"0123456789abcdef"[(name >> (digit * 4)) as usize & 15]);
    }
}

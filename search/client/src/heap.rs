//! The memory of the module. Entry point: [`Heap`].
//!
//! A block's room is a power of two, and a block that is given back waits in the list of its room until that room is asked for again.
//! Nothing is split or joined, so that this is a tenth of the standard allocator, which the browser would have to download; a session asks
//! for the same sizes again and again, so little lies idle.

#![expect(unsafe_code, reason = "an allocator hands out raw memory")]

use std::alloc::{GlobalAlloc, Layout};
use std::cell::UnsafeCell;
use std::ptr::null_mut;

/// The least room; every block stands at a multiple of it.
const LEAST: usize = 16;

/// A page of wasm.
const PAGE: usize = 1 << 16;

/// An allocator for one thread.
pub(crate) struct Heap {
    /// Gives so many new pages, or null.
    grow: fn(usize) -> *mut u8,
    state: UnsafeCell<State>,
}

struct State {
    /// For each room, as a power of two, the block that was given back last; its first bytes are the address of the one before.
    free: [*mut u8; usize::BITS as usize],
    /// What was never handed out.
    start: *mut u8,
    left: usize,
}

// SAFETY: a wasm module without shared memory has one thread, and the test below has one.
unsafe impl Sync for Heap {}

impl Heap {
    pub(crate) const fn new(grow: fn(usize) -> *mut u8) -> Heap {
        Heap { grow, state: UnsafeCell::new(State { free: [null_mut(); usize::BITS as usize], start: null_mut(), left: 0 }) }
    }
}

/// The room for so many bytes, as a power of two.
fn room(size: usize) -> usize {
    size.max(LEAST).next_power_of_two().trailing_zeros() as usize
}

// SAFETY: a block is handed out once until it is given back: it comes from the list of its room, which it leaves, or from memory that was
// never handed out.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.align() > LEAST {
            return null_mut();
        }
        let room = room(layout.size());
        // SAFETY: one thread, and nothing below asks for memory; a block in a list has an address in it.
        unsafe {
            let state = &mut *self.state.get();
            let block = state.free[room];
            if block.is_null() {
                return state.cut(1 << room, self.grow);
            }
            state.free[room] = *block.cast();
            block
        }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: one thread; the block is no longer used and has room for an address.
        unsafe {
            let first = &mut (*self.state.get()).free[room(layout.size())];
            *block.cast() = *first;
            *first = block;
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if room(size) == room(layout.size()) {
            return block;
        }
        // SAFETY: the caller promises that the size makes a layout; the new block has room for the smaller of both sizes.
        unsafe {
            let moved = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !moved.is_null() {
                block.copy_to_nonoverlapping(moved, size.min(layout.size()));
                self.dealloc(block, layout);
            }
            moved
        }
    }
}

impl State {
    /// Takes a block of memory that was never handed out.
    fn cut(&mut self, size: usize, grow: fn(usize) -> *mut u8) -> *mut u8 {
        if self.left < size {
            let pages = size.div_ceil(PAGE);
            let start = grow(pages);
            if start.is_null() {
                return start;
            }
            // Mostly the new pages follow the old; what is left before others is lost.
            if start != self.start.wrapping_add(self.left) {
                (self.start, self.left) = (start, 0);
            }
            self.left += pages * PAGE;
        }
        let block = self.start;
        self.start = block.wrapping_add(size);
        self.left -= size;
        block
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pages that stay for ever.
    fn pages(count: usize) -> *mut u8 {
        #[repr(align(65536))]
        #[derive(Clone)]
        struct Page([u8; PAGE]);
        let pages: &'static mut [Page] = vec![Page([0; PAGE]); count].leak();
        pages[0].0.as_mut_ptr()
    }

    #[test]
    fn blocks_keep_their_bytes_and_are_used_again() {
        let heap = Heap::new(pages);
        let mut blocks: Vec<(*mut u8, Layout, u8)> = Vec::new();
        let mut state = 1_usize;
        let mut farthest = 0;
        for step in 0..20_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let size = 1 + (state >> 33) % if step % 50 == 0 { 100_000 } else { 200 };
            let mark = step as u8;
            // SAFETY: every block is used within its layout and given back once.
            unsafe {
                if blocks.len() > 100 || (state >> 20) & 1 == 0 && !blocks.is_empty() {
                    let (block, layout, mark) = blocks.swap_remove((state >> 40) % blocks.len());
                    let bytes = std::slice::from_raw_parts(block, layout.size());
                    assert!(bytes.iter().all(|byte| *byte == mark), "{step}");
                    let moved = heap.realloc(block, layout, size);
                    let kept = std::slice::from_raw_parts(moved, size.min(layout.size()));
                    assert!(kept.iter().all(|byte| *byte == mark), "{step}");
                    heap.dealloc(moved, Layout::from_size_align(size, 8).expect("a layout"));
                } else {
                    let layout = Layout::from_size_align(size, 8).expect("a layout");
                    let block = heap.alloc(layout);
                    assert_eq!(block as usize % LEAST, 0);
                    block.write_bytes(mark, size);
                    blocks.push((block, layout, mark));
                }
                farthest = farthest.max((*heap.state.get()).left);
            }
        }
        assert!(farthest < 1 << 20);
    }

    #[test]
    fn a_long_session_does_not_grow() {
        let heap = Heap::new(pages);
        let layout = Layout::from_size_align(5000, 8).expect("a layout");
        // SAFETY: the block is not used and given back once.
        let again = || unsafe {
            let block = heap.alloc(layout);
            heap.dealloc(block, layout);
            block
        };
        let first = again();
        assert!((0..1000).all(|_| again() == first));
    }
}

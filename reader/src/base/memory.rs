//! Memory that one page gives back and the next one takes.
//!
//! A page is read into thousands of small lists, which are all given back at its end. The allocator
//! of the system keeps a few blocks of each size at hand and joins, sorts and parts the others,
//! which takes a sixth of all reading. While a page is read, small blocks are kept on shelves
//! instead, by size, and go back to the system only where a shelf is full.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ptr::null_mut;
use std::sync::{Mutex, PoisonError};

/// Sizes of blocks are multiples of this, and so is where they stand.
const STEP: usize = 16;
/// The largest block that is kept.
const LARGEST: usize = 1024;
const SIZES: usize = LARGEST / STEP;
/// Bytes on a shelf at most: a hostile text shall not keep the memory that it needed.
const FULL: usize = 1 << 18;

/// The allocator of the reader.
pub struct Memory;

#[global_allocator]
static MEMORY: Memory = Memory;

/// A block that is not in use holds where the next one stands.
struct Block {
    next: *mut Block,
}

/// Blocks of one size.
#[derive(Clone, Copy)]
struct Shelf {
    first: *mut Block,
    held: usize,
}

struct Shelves([Shelf; SIZES]);

/// Shelves that no thread reads with.
struct Closed(Box<Shelves>);

// The blocks on them are in nobody's use, and whoever takes the shelves has them alone.
unsafe impl Send for Closed {}

static CLOSED: Mutex<Vec<Closed>> = Mutex::new(Vec::new());

thread_local! {
    /// The shelves of the page that this thread reads; null where it reads none.
    static OPEN: Cell<*mut Shelves> = const { Cell::new(null_mut()) };
}

/// Keeps small blocks for as long as it lives, in this thread.
pub struct Reading(());

impl Reading {
    /// To be called before a page is read; gives nothing where one is being read already.
    pub fn open() -> Option<Self> {
        if !OPEN.with(Cell::get).is_null() {
            return None;
        }
        let known = CLOSED.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let empty = || Box::new(Shelves([Shelf { first: null_mut(), held: 0 }; SIZES]));
        let shelves = known.map_or_else(empty, |closed| closed.0);
        OPEN.with(|open| open.set(Box::into_raw(shelves)));
        Some(Self(()))
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        let shelves = OPEN.with(|open| open.replace(null_mut()));
        // It is what `open` made of a box, and nobody else has it from here on.
        let closed = Closed(unsafe { Box::from_raw(shelves) });
        CLOSED.lock().unwrap_or_else(PoisonError::into_inner).push(closed);
    }
}

#[inline]
fn is_small(layout: Layout) -> bool {
    layout.size() <= LARGEST && layout.align() <= STEP && layout.size() > 0
}

/// The number of a shelf, and what a block on it takes.
#[inline]
fn shelf_of(layout: Layout) -> (usize, Layout) {
    let number = (layout.size() - 1) / STEP;
    // The size is one to `LARGEST`, and `STEP` a power of two.
    let block = unsafe { Layout::from_size_align_unchecked((number + 1) * STEP, STEP) };
    (number, block)
}

// A small block is always asked of the system with the size of its shelf, be a page read or not,
// so that it may be put on any shelves, or be given back to the system, whenever it is freed.
unsafe impl GlobalAlloc for Memory {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !is_small(layout) {
            return unsafe { System.alloc(layout) };
        }
        let (number, block) = shelf_of(layout);
        let shelves = OPEN.with(Cell::get);
        if !shelves.is_null() {
            // Only this thread has its open shelves, and nothing below comes back here.
            let shelf = unsafe { &mut (*shelves).0[number] };
            let first = shelf.first;
            if !first.is_null() {
                shelf.first = unsafe { (*first).next };
                shelf.held -= block.size();
                return first.cast();
            }
        }
        unsafe { System.alloc(block) }
    }

    #[inline]
    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        if !is_small(layout) {
            return unsafe { System.dealloc(at, layout) };
        }
        let (number, block) = shelf_of(layout);
        let shelves = OPEN.with(Cell::get);
        if !shelves.is_null() {
            let shelf = unsafe { &mut (*shelves).0[number] };
            if shelf.held < FULL {
                let first: *mut Block = at.cast();
                // A block has room for an address, and stands where one may.
                unsafe { first.write(Block { next: shelf.first }) };
                shelf.first = first;
                shelf.held += block.size();
                return;
            }
        }
        unsafe { System.dealloc(at, block) }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if !is_small(layout) {
            return unsafe { System.alloc_zeroed(layout) };
        }
        let at = unsafe { self.alloc(layout) };
        if !at.is_null() {
            unsafe { at.write_bytes(0, layout.size()) };
        }
        at
    }

    #[inline]
    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // Whoever calls has made sure that the size is none that overflows.
        let wanted = unsafe { Layout::from_size_align_unchecked(size, layout.align()) };
        match (is_small(layout), is_small(wanted)) {
            (false, false) => return unsafe { System.realloc(at, layout, size) },
            (true, true) if shelf_of(layout).0 == shelf_of(wanted).0 => return at,
            _ => {}
        }
        let new = unsafe { self.alloc(wanted) };
        if !new.is_null() {
            unsafe {
                new.copy_from_nonoverlapping(at, layout.size().min(size));
                self.dealloc(at, layout);
            }
        }
        new
    }
}

#[cfg(test)]
mod tests {
    use super::{Reading, FULL};

    #[test]
    fn keeps_what_lists_hold() {
        let before: Vec<u64> = (0..20).collect();
        let mut after = {
            let _reading = Reading::open();
            assert!(Reading::open().is_none());
            let mut lists: Vec<Vec<usize>> = Vec::new();
            for size in 0..400 {
                lists.push((0..size).collect());
                lists.push(vec![0; size]);
            }
            for (size, list) in lists.iter_mut().step_by(2).enumerate() {
                list.extend(size..2 * size);
                assert!(list.iter().copied().eq(0..2 * size));
            }
            assert!(lists.iter().skip(1).step_by(2).flatten().all(|&each| each == 0));
            drop(before);
            let many: Vec<Box<u64>> = (0..FULL as u64 / 8).map(Box::new).collect();
            assert!(many.iter().zip(0..).all(|(each, number)| **each == number));
            lists.swap_remove(2)
        };
        after.push(7);
        assert_eq!(after.last(), Some(&7));
    }
}

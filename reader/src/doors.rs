//! The doors of the library: one function for all, by name; each takes and gives a `wire`.

use std::ffi::{c_char, CStr};
use std::panic::{catch_unwind, AssertUnwindSafe};

use crate::base::lexicon;
use crate::base::wire::{Malformed, Reader, Writer};

pub type Door = fn(&[u8], &mut Writer) -> Result<(), Malformed>;

/// All doors, by name.
const DOORS: &[(&str, Door)] = &[
    ("lexicon", load),
    ("places", places),
    ("page", page),
    ("pattern", crate::trial_pattern::matches),
    ("quantities", crate::trial_quantities::quantities),
    ("passages", crate::trial_passages::passages),
    // Doors to try rooms out, one line each, are added below this line.
    ("dates", crate::trial_dates::dates),
    ("dates_time", crate::trial_dates::time),
    ("relations", crate::trial_relations::open),
    ("relations_time", crate::trial_relations::time),
];

fn load(bytes: &[u8], _: &mut Writer) -> Result<(), Malformed> {
    lexicon::load(bytes)
}

fn places(bytes: &[u8], _: &mut Writer) -> Result<(), Malformed> {
    crate::reference::places::load(bytes)
}

fn page(bytes: &[u8], answer: &mut Writer) -> Result<(), Malformed> {
    let (page, relations) = crate::page::wire::read_page(&mut Reader::new(bytes)?)?;
    answer.size(page.words.len());
    answer.size(page.quantities.len());
    answer.size(relations.len());
    Ok(())
}

fn answer(door: &str, bytes: &[u8]) -> Vec<u8> {
    let mut written = Writer::default();
    written.int(0);
    let found = DOORS.iter().find(|(name, _)| *name == door);
    let result = match found {
        Some((_, open)) => catch_unwind(AssertUnwindSafe(|| open(bytes, &mut written)))
            .unwrap_or_else(|_| Err(Malformed("the reader failed".to_string()))),
        None => Err(Malformed("no such door".to_string())),
    };
    if let Err(Malformed(why)) = result {
        written = Writer::default();
        written.int(1);
        written.text(&why);
    }
    written.bytes()
}

/// Knocks at a door: its answer, of `size` bytes, to be given back to `grandlivre_free`.
///
/// # Safety
///
/// `door` is a C string, `data` has `length` bytes, `size` can be written.
#[no_mangle]
pub unsafe extern "C" fn grandlivre_call(
    door: *const c_char,
    data: *const u8,
    length: usize,
    size: *mut usize,
) -> *mut u8 {
    let door = unsafe { CStr::from_ptr(door) }.to_str().unwrap_or("");
    let bytes = unsafe { std::slice::from_raw_parts(data, length) };
    let found = answer(door, bytes).into_boxed_slice();
    unsafe { *size = found.len() };
    Box::into_raw(found).cast()
}

/// Frees an answer of `grandlivre_call`.
///
/// # Safety
///
/// `answer` and `size` are what that gave, once.
#[no_mangle]
pub unsafe extern "C" fn grandlivre_free(answer: *mut u8, size: usize) {
    drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(answer, size)) });
}

//! The doors of the library: one function for all, by name; each takes and gives a `wire`.

use std::ffi::{c_char, CStr};
use std::panic::{catch_unwind, AssertUnwindSafe};

use crate::base::lexicon;
use crate::base::wire::{Malformed, Reader, Writer};
use crate::read::{read, Reading};

pub type Door = fn(&[u8], &mut Writer) -> Result<(), Malformed>;

/// All doors, by name.
const DOORS: &[(&str, Door)] = &[
    ("lexicon", load),
    ("places", places),
    ("page", page),
    ("decide", crate::decisions::door::open),
    ("pattern", crate::trial_pattern::matches),
    ("quantities", crate::trial_quantities::quantities),
    ("decide-time", crate::trial_decisions::time),
    ("passages", crate::trial_passages::passages),
    // Doors to try rooms out, one line each, are added below this line.
    ("dates", crate::trial_dates::dates),
    ("dates_time", crate::trial_dates::time),
    ("lay", crate::trial_speech::lay),
    ("relations", crate::trial_relations::open),
    ("relations_time", crate::trial_relations::time),
    ("trial_names", crate::trial_names::names),
    ("trial_folds", crate::trial_names::folds),
    ("trial_trades", crate::trial_names::trades),
    ("trial_speed", crate::trial_names::speed),
    ("trial_mentions", crate::trial_mentions::found),
    ("trial_entities", crate::trial_mentions::resolved),
    ("trial_fields", crate::trial_mentions::fields),
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

/// Takes the lexicons over: the constants of the Python modules, and the table of places. 0 where
/// all is well.
///
/// # Safety
///
/// `constants` and `places` have as many bytes as they are said to.
#[no_mangle]
pub unsafe extern "C" fn grandlivre_load(
    constants: *const u8,
    constants_size: usize,
    places: *const u8,
    places_size: usize,
) -> i32 {
    let constants = unsafe { std::slice::from_raw_parts(constants, constants_size) };
    let places = unsafe { std::slice::from_raw_parts(places, places_size) };
    let load = || {
        lexicon::load(constants)?;
        crate::reference::places::load(places)
    };
    match catch_unwind(load) {
        Ok(Ok(())) => 0,
        _ => 1,
    }
}

/// Reads a text in UTF-8: its claims, of `size` bytes, to be given back to `grandlivre_free`.
///
/// Where there are none it gives nothing, and `size` tells why: 0 for a text without a figure, 1
/// where the language must be told, 2 where the reader failed.
///
/// # Safety
///
/// `text`, `published` and `language` have as many bytes as they are said to, `size` can be written.
#[no_mangle]
pub unsafe extern "C" fn grandlivre_read(
    text: *const u8,
    text_size: usize,
    published: *const u8,
    published_size: usize,
    language: *const u8,
    language_size: usize,
    size: *mut usize,
) -> *mut u8 {
    let of = |at: *const u8, size: usize| {
        let bytes = unsafe { std::slice::from_raw_parts(at, size) };
        std::str::from_utf8(bytes).unwrap_or("")
    };
    let (text, published) = (of(text, text_size), of(published, published_size));
    let language = of(language, language_size);
    let reading = catch_unwind(|| {
        let known = |text| Some(text).filter(|text: &&str| !text.is_empty());
        read(text, known(published), known(language))
    });
    let (why, found) = match reading {
        Ok(Reading::Claims(found)) => (found.len(), Some(found)),
        Ok(Reading::Nothing) => (0, None),
        Ok(Reading::WhichLanguage) => (1, None),
        Err(_) => (2, None),
    };
    unsafe { *size = why };
    found.map_or(std::ptr::null_mut(), |found| Box::into_raw(found.into_boxed_slice()).cast())
}

//! The doors of the library, for Python's `ctypes`.

use std::panic::{catch_unwind, set_hook};

use crate::base::lexicon;
use crate::read::{read, Reading};

/// As many bytes as they are said to be, from an address.
///
/// # Safety
///
/// They stand there, and stay for as long as they are used.
unsafe fn bytes_at<'a>(at: *const u8, size: usize) -> &'a [u8] {
    if size == 0 {
        return &[];
    }
    unsafe { std::slice::from_raw_parts(at, size) }
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
    // What fails is read by Python, and nobody is told.
    set_hook(Box::new(|_| {}));
    let (constants, places) =
        unsafe { (bytes_at(constants, constants_size), bytes_at(places, places_size)) };
    let loaded = catch_unwind(|| {
        lexicon::load(constants)?;
        crate::reference::places::load(places)
    });
    i32::from(!matches!(loaded, Ok(Ok(()))))
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
    let of = |at, size| std::str::from_utf8(unsafe { bytes_at(at, size) });
    let texts = (of(text, text_size), of(published, published_size), of(language, language_size));
    let reading = catch_unwind(|| {
        let known = |text: &'static str| Some(text).filter(|text| !text.is_empty());
        match texts {
            (Ok(text), Ok(published), Ok(language)) => {
                Some(read(text, known(published), known(language)))
            }
            _ => None,
        }
    });
    let (told, found) = match reading {
        Ok(Some(Reading::Claims(found))) => (found.len(), Some(found)),
        Ok(Some(Reading::Nothing)) => (0, None),
        Ok(Some(Reading::WhichLanguage)) => (1, None),
        Ok(None) | Err(_) => (2, None),
    };
    unsafe { *size = told };
    found.map_or(std::ptr::null_mut(), |found| Box::into_raw(found.into_boxed_slice()).cast())
}

/// Frees an answer of `grandlivre_read`.
///
/// # Safety
///
/// `answer` and `size` are what that gave, once.
#[no_mangle]
pub unsafe extern "C" fn grandlivre_free(answer: *mut u8, size: usize) {
    drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(answer, size)) });
}

//! The doors of the library, for Python's `ctypes`.

use std::panic::{catch_unwind, set_hook};

use crate::base::lexicon;
use crate::quantities::screen::may_hold;
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

/// A text from an address, which is not looked through to see whether it is UTF-8: Python has just
/// encoded it, and to look would be a seventh of a glance.
///
/// # Safety
///
/// As for `bytes_at`; and the bytes are UTF-8.
unsafe fn text_at<'a>(at: *const u8, size: usize) -> &'a str {
    unsafe { std::str::from_utf8_unchecked(bytes_at(at, size)) }
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

/// What stands for the address of an answer where there is none: the text holds no figure, the
/// language must be told, the reader failed.
const NOTHING: usize = 0;
const WHICH_LANGUAGE: usize = 1;
const FAILED: usize = 2;

/// Reads a text in UTF-8: the address of its claims, to be given back to `grandlivre_free`, or one
/// of the numbers above. How many bytes an answer has, the answer itself tells.
///
/// # Safety
///
/// `text`, `published` and `language` have as many bytes as they are said to, and are UTF-8.
#[no_mangle]
pub unsafe extern "C" fn grandlivre_read(
    text: *const u8,
    text_size: usize,
    published: *const u8,
    published_size: usize,
    language: *const u8,
    language_size: usize,
) -> usize {
    let (text, published, language) = unsafe {
        (
            text_at(text, text_size),
            text_at(published, published_size),
            text_at(language, language_size),
        )
    };
    let known = |text: &'static str| Some(text).filter(|text| !text.is_empty());
    match catch_unwind(|| read(text, known(published), known(language))) {
        Ok(Reading::Claims(found)) => Box::into_raw(found.into_boxed_slice()).cast::<u8>() as usize,
        Ok(Reading::Nothing) => NOTHING,
        Ok(Reading::WhichLanguage) => WHICH_LANGUAGE,
        Err(_) => FAILED,
    }
}

/// Tells which of some texts in UTF-8, which stand one after another, may hold a figure: bits from
/// the lowest, 0 where `grandlivre_read` would find nothing. `sizes` holds how many bytes
/// each has, in eight bytes as this machine orders them.
///
/// # Safety
///
/// `texts` has as many bytes as it is said to, `sizes` eight times `count`; each text is UTF-8.
#[no_mangle]
pub unsafe extern "C" fn grandlivre_glance(
    texts: *const u8,
    texts_size: usize,
    sizes: *const u8,
    count: usize,
) -> u64 {
    let (texts, sizes) = unsafe { (bytes_at(texts, texts_size), bytes_at(sizes, 8 * count)) };
    let mut rest = texts;
    let mut told = 0;
    for (at, size) in sizes.chunks_exact(8).take(64).enumerate() {
        let size = u64::from_ne_bytes(size.try_into().unwrap_or_default()) as usize;
        let (text, after) = rest.split_at(size.min(rest.len()));
        rest = after;
        let text = unsafe { text_at(text.as_ptr(), text.len()) };
        let holds = catch_unwind(|| may_hold(text).is_some());
        told |= u64::from(holds.unwrap_or(true)) << at;
    }
    told
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

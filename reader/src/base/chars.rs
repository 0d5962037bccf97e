//! What a character is, as Python sees it: `str.isalpha` and its like, to the letter.

/// `str.isalpha` of one character.
pub fn is_alpha(_c: char) -> bool {
    todo!()
}

/// `str.isalnum` of one character.
pub fn is_alnum(_c: char) -> bool {
    todo!()
}

/// `str.isdigit` of one character ("²" is one).
pub fn is_digit(_c: char) -> bool {
    todo!()
}

/// ``\d`` of a regular expression, `str.isdecimal` ("²" is none).
pub fn is_decimal(_c: char) -> bool {
    todo!()
}

/// `str.isupper` of one character.
pub fn is_upper(_c: char) -> bool {
    todo!()
}

/// `str.islower` of one character.
pub fn is_lower(_c: char) -> bool {
    todo!()
}

/// `str.isspace` of one character, and ``\s`` of a regular expression.
pub fn is_space(_c: char) -> bool {
    todo!()
}

/// `str.isalpha`; false for an empty string.
pub fn isalpha(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_alpha)
}

/// `str.isalnum`; false for an empty string.
pub fn isalnum(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_alnum)
}

/// `str.isdigit`; false for an empty string.
pub fn isdigit(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_digit)
}

/// `str.isupper`: some letter with a case, and none in lower case.
pub fn isupper(_text: &str) -> bool {
    todo!()
}

/// `str.islower`: some letter with a case, and none in upper case.
pub fn islower(_text: &str) -> bool {
    todo!()
}

/// The first character of a word; a blank for an empty one.
pub fn first(text: &str) -> char {
    text.chars().next().unwrap_or(' ')
}

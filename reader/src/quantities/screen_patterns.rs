//! What the passes of the screen look for, compiled: numbers in digits and in words.

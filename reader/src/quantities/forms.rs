//! The words of quantities, of both languages at once, compiled into what reading needs.

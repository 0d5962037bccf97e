//! One quantity told twice: what a headline leaves out, the body says.

//! The threads of a text: what it told before of the same project, or of the same payers.

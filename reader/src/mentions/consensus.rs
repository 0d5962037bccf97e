//! One kind for one unknown name: what one place of a text shows of it holds for the others.

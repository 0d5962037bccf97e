//! Whose a figure is by its place alone: "Blackstone's £10bn campus", "MGX 50".

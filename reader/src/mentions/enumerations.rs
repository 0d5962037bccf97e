//! Which mentions are members of one enumeration: "MGX, Oracle et SoftBank".

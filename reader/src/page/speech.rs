//! Who is said to say a quantity: "X said", "« … », assure X", "selon X", "a source told X".

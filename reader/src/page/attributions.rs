//! The attributions that one sentence holds: "X said", "« … », assure X", "selon X", "X : « … »".

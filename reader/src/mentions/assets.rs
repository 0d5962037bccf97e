//! What is built, where no name says it: "data center à Melun", "supercomputer".

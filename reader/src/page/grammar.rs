//! Who does what with a quantity, as far as word order tells: subject, agent, owner, receiver.

//! Who has the floor: the speakers of a transcript, and the one whom an interview questions.

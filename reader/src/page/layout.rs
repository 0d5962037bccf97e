//! Lays a document out: finds everything on its page and puts each thing in its sentence.

//! Who receives a sum of money, as far as the words around it tell.

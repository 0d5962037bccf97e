//! What the words beside a sum say that it is given for: a loan, a stake, an order, a grant.

//! All that is answered for one page, quantity by quantity: what the fit goes by.

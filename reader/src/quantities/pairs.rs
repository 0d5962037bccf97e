//! Two numbers joined: ranges ("30 à 50 milliards"), changes ("from 150MW to 250MW"), pairs.

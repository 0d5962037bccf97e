//! Where a name begins that its country and its trade lead: "Dutch chip equipment giant Norvane".

use crate::base::Words;
use crate::mentions::model::Mention;
use crate::syntax::cues::CuesAt;

/// Lets such names begin right after their country, in place.
pub fn lead_back(_found: &mut Vec<Mention>, _words: &Words, _capital: &[bool], _cues_at: &CuesAt) {
    todo!()
}

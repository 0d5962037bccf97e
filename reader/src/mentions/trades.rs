//! Where a name begins that its country and its trade lead: "Dutch chip equipment giant Norvane".

//! Numbers that count what another number counted: "2 000 autres", "as many as 900 of which".

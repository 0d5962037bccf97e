//! Nouns of people that no list holds: "43 000 Drômois", "2 300 pétitionnaires", "300 Parisians".

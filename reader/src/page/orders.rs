//! Who orders and who supplies: "an order from Telis", "passe une commande à Norvane".

//! Whose estimate a figure is: "chiffré à 1,2 milliard par Norvane et à 1,5 par la préfecture".

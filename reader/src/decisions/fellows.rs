//! Who answers a question along with the one that answers it best.

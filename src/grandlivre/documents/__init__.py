"""From bytes of any kind to documents: readers, views, passages and near-copies."""

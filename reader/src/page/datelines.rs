//! Places that stand for more than their sentence: a dispatch's dateline, the head of a section.

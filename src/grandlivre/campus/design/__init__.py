"""Campus designs: what stands where, for whom, under which contract."""

//! Features of the answer "nobody" or "nothing", put together once for each combination.

"""How often formcheck is right: clips with known truth in, figures with their uncertainty out.

`reading` and `footage` read what is true into `truth`; `poses` finds a video's poses once;
`outcome` takes down what a session says of them; `reps`, `faults` (with `sizes`) and `angles` score
one clip into a `tally`, put together by `clip`, for many clips side by side by `running`; `scoring`
adds them up in groups (`grouping`), with an interval on every figure (`bootstrap`), to the document
in `scores`.  `against` holds one such document against an earlier one.  `tables`, `page` and
`markdown` tell it to people.
"""

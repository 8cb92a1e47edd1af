"""Finding the poses of whole videos: long ones in chunks side by side, and kept for later.

Finding poses is a map: each chunk of a video is looked at by itself, wherever a core is free.
Where the chunks begin depends on the video's times alone, so that it does not matter how many look.
Judging is a fold over what they found, in order, and knows nothing of chunks.
"""

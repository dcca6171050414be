"""The main job from outside: real processes, real protocols, nothing of ours but the command."""

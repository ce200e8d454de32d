"""The screens: each knows its viewmodel, its widgets and the commands, and no other screen."""

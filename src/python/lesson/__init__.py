"""What `./lesson` does: set up, build, install the kernel, run and check the notebooks."""

"""Guards: rules that hold on every page and address, kept by walking them all."""

"""体检: any report checked, answered, mended and checked again."""

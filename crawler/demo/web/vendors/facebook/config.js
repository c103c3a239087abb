// Configuration of one pixel: nothing to set in the demonstration web.

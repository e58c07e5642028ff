// No thread of this ear lives long enough to listen.
throw new Error("every thread dies");

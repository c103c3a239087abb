// Answers behind every timer that is due by now: a busy renderer fires them late.
() => new Promise((done) => setTimeout(done));

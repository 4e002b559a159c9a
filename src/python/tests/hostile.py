"""Cells that try to break the kernel: kinds, each with as many variants as are asked for, always the same ones."""

import random


def _exceptions(r):
    methods = {
        "getMessage": ("String", ["throw new IllegalStateException();", "return null;", "throw new StackOverflowError();",
                                  "return getMessage();", 'return "x".repeat(20_000_000);', "throw this;"]),
        "toString": ("String", ["throw new Error();", "return null;", "return toString();"]),
        "getCause": ("Throwable", ["return this;", "return new Bad();", "throw new RuntimeException();"]),
        "getStackTrace": ("StackTraceElement[]", ["return null;", "return new StackTraceElement[3];", "throw new Error();"]),
        "getLocalizedMessage": ("String", ["return null;", "throw new ThreadDeath();"]),
        "hashCode": ("int", ["throw new Error();"]),
    }
    chosen = r.sample(sorted(methods), r.randint(1, 4))
    body = " ".join(f"public {methods[m][0]} {m}() {{ {r.choice(methods[m][1])} }}" for m in chosen)
    parent = r.choice(["RuntimeException", "Error", "Exception", "Throwable", "StackOverflowError"])
    raised = r.choice(["throw new Bad();", "throw new RuntimeException(new Bad());",
                       'throw new IllegalStateException("outer", new Error(new Bad()));',
                       "((Runnable) () -> { throw Bad.<RuntimeException>sneak(new Bad()); }).run();"])
    sneak = "static <T extends Throwable> T sneak(Throwable t) throws T { throw (T) t; }"
    return f"class Bad extends {parent} {{ {body} {sneak} }}\n{raised}", "error"


def _cycles(r):
    n = r.randint(2, 5)
    make = "".join(f'var c{i} = new RuntimeException("c{i}");' for i in range(n))
    link = "".join(f"c{i}.initCause(c{(i + 1) % n});" for i in range(n))
    return f"{{ {make} {link} throw c{r.randrange(n)}; }}", "error"


def _shown(r):
    bodies = ["return toString();", "return null;", "throw new Error();", "throw new LinkageError();",
              "throw new ThreadDeath();", 'return "y".repeat(10_000_000);', "return String.valueOf(hashCode());"]
    value = r.choice(["new Odd()", "List.of(new Odd(), new Odd())", "new Object[] {new Odd()}", "Map.of(1, new Odd())",
                      "Optional.of(new Odd())"])
    hashed = r.choice(["", "public int hashCode() { throw new Error(); }"])
    return f"class Odd {{ public String toString() {{ {r.choice(bodies)} }} {hashed} }}\n{value}", None


def _limits(r):
    n = r.choice([66_000, 80_000])
    return r.choice([
        f'var big = "{"b" * n}";',
        'var big = """\n' + ("t" * 99 + "\n") * (n // 100) + '""";',
        "int[] big = {" + ",".join(map(str, range(15_000))) + "};",
        "int big() { int x = 0;\n" + "x += x * 31 + 7;\n" * 9000 + "return x; }",
        "int big = " + "+".join(["kept"] * 12_000) + ";",
        "int big = " + "(" * 6000 + "1" + ")" * 6000 + ";",
        "int big(" + ",".join(f"int a{i}" for i in range(300)) + ") { return 1; }",
        "int" + "[]" * 300 + " big;",
        "Runnable big = " + "() -> { if (true) " * 400 + ";" + "}" * 400 + ";",
    ]), "error"


def _streams(r):
    doors = ["System.out.close();", "System.err.close();", "System.in.close();", "System.setOut(null);",
             "System.setErr(null);", "System.setIn(null);", "try (var w = new java.io.PrintWriter(System.out)) { }",
             "new Scanner(System.in).close();", "System.setOut(new java.io.PrintStream(new java.io.ByteArrayOutputStream()));",
             "try (var o = System.out; var e = System.err) { }", "new java.io.OutputStreamWriter(System.err).close();"]
    return " ".join(r.sample(doors, r.randint(1, 4))), "ok"


def _exits(r):
    door = r.choice(["System.exit(1)", "Runtime.getRuntime().exit(2)", "Runtime.getRuntime().halt(3)"])
    return r.choice([f"{door};", f"Runnable out = () -> {door}; out.run();", f"try {{ {door}; }} catch (Exception e) {{ }}",
                     f"int gone = 1; {{ {door}; }}", "IntStream.of(4).forEach(System::exit);",
                     "IntStream.of(5).forEach(Runtime.getRuntime()::halt);"]), "error"


def _failing_definitions(r):
    fails = r.choice(['Integer.parseInt("x")', "1 / (kept - kept)", "(int) (Integer) (Object) word", "missingName"])
    return r.choice([
        f"int kept = {fails};", f'String kept = "" + {fails};', f"double twice(int n) {{ return {fails} + ; }}",
        "class Thing { Missing m; }", "record Thing(int a) { int b; }", "import org.nowhere.ArrayList;", f"var word = {fails};",
        "import java.util.Listt;", "class Thing extends Gone { int twice(int n) { return missing.x; } }",
        f"Thing thing = new Thing({fails});", "interface Thing extends Absent { }", "enum Thing { A; Nowhere n; }",
    ]), "error"


def _syntax(r):
    broken = r.choice(["int k = ;", "for (int i = 0; i < ) { }", 'String s = "open;', "if (kept > 3 { }", "class { }", "1 +* 2",
                       "int 3x = 4;", "'abc'", "return return;", "foo(;", "}"])
    return f'kept = -1;\nword = "lost";\n{broken}', "error"


def _jvm(r):
    return r.choice([
        "Locale.setDefault(Locale.CHINA);", 'Locale.setDefault(new Locale("tr"));', "Locale.setDefault(Locale.GERMANY);",
        'TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));', "System.setProperties(new Properties());",
        "Thread.currentThread().interrupt();", "Thread.currentThread().setContextClassLoader(null);",
        'Thread.currentThread().setName("other"); Thread.currentThread().setPriority(1);', "System.getProperties().clear();",
        "Thread.setDefaultUncaughtExceptionHandler((t, e) -> { throw new Error(); });", "System.gc();",
        "java.util.logging.LogManager.getLogManager().reset();", 'System.setProperty("java.class.path", "nowhere");',
        "Runtime.getRuntime().addShutdownHook(new Thread(() -> { while (true) { } }));",
        'System.setProperty("line.separator", "!");',
    ]), "ok"


def _throws(r):
    kind = r.choice(["StackOverflowError", "OutOfMemoryError", "ThreadDeath", "NoClassDefFoundError", "InternalError",
                     "AssertionError", "InterruptedException", "Throwable", "LinkageError", "java.lang.reflect.UndeclaredThrowableException",
                     "java.util.concurrent.CancellationException"])
    made = f"new {kind}(null)" if "Undeclared" in kind else f"new {kind}()"
    where = r.choice(["throw {};", "class Init {{ static {{ if (true) throw lesson(); }} static Error lesson() {{ return new Error({}); }} }} new Init();",
                      "{{ try {{ throw {}; }} finally {{ kept++; kept--; }} }}"])
    return where.format(made), "error"


def _threads(r):
    body = r.choice(['throw new Error("in a thread");', "System.exit(7);", "while (!Thread.interrupted()) Thread.onSpinWait();",
                     'System.out.println("late");', "Thread.currentThread().interrupt();"])
    start = r.choice(["var t = new Thread(() -> {{ {} }}); t.setDaemon(true); t.start(); Thread.sleep(20); t.interrupt();",
                      "var pool = Executors.newFixedThreadPool(2); pool.submit(() -> {{ {} }}); pool.shutdownNow();",
                      "CompletableFuture.runAsync(() -> {{ {} }}).cancel(true);"])
    if "while" in body and "runAsync" in start:
        body = "Thread.yield();"
    return "import java.util.concurrent.*;\n" + start.format(body), "ok"


def _floods(r):
    return r.choice([
        'for (int i = 0; i < 3000; i++) { System.out.println("o" + i); System.err.println("e" + i); }',
        'System.out.print("z".repeat(6_000_000));', "for (int i = 0; i < 20_000; i++) System.out.write(255);",
        'System.out.print("\\u0000\\u001b[31m\\r\\b\\ud800");', "for (int i = 0; i < 300; i++) show(i);",
    ]), "ok"


def _deep(r):
    return r.choice(["int down(int n) { return down(n + 1) + 1; }\ndown(0)", "List<Object> own = new ArrayList<>(); own.add(own); own.hashCode()",
                     "class Loop { Loop next = new Loop(); }\nnew Loop()", "new int[Integer.MAX_VALUE]", "throw null;"]), "error"


KINDS = [_exceptions, _cycles, _shown, _limits, _streams, _exits, _failing_definitions, _syntax, _jvm, _throws, _threads,
         _floods, _deep]


def cells(count, seed=13):
    """Yields so many cells, each with the name of its kind and how it must end; None where both ends are right."""
    r = random.Random(seed)
    for i in range(count):
        kind = KINDS[i % len(KINDS)]
        code, status = kind(r)
        yield kind.__name__.strip("_"), code, status

package lesson4j.jupyter.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jdk.jshell.JShell;
import lesson4j.jupyter.Extensions;
import lesson4j.jupyter.KernelExtension;
import lesson4j.jupyter.classes.ClassNames;
import lesson4j.jupyter.complete.Completion;
import lesson4j.jupyter.error.CompileErrors;
import lesson4j.jupyter.error.Hints;
import lesson4j.jupyter.help.Help;
import lesson4j.jupyter.help.LibraryHelp;
import lesson4j.jupyter.run.RunThread;
import lesson4j.jupyter.run.SnippetExecution;
import lesson4j.jupyter.snippet.Imports;
import lesson4j.jupyter.snippet.SnippetRunner;
import lesson4j.jupyter.snippet.StatementSteps;
import lesson4j.jupyter.snippet.Variables;
import lesson4j.jupyter.source.SnippetOrigins;

/** All that the kernel knows about the notebook that runs in one shell. */
public record Notebook(
        JShell shell,
        SnippetOrigins cells,
        Variables variables,
        ClassNames classes,
        SnippetRunner snippets,
        StatementSteps steps,
        Help help,
        Completion completion) {

    static Notebook of(
            JShell shell, SnippetExecution execution, RunThread worker, SnippetOrigins cells, ClassLoader loader) {
        execution.loader().numberLines(name -> cells.linesOf(name, shell));
        var variables = new Variables(shell, loader);
        var classes = new ClassNames(loader);
        var errors = new CompileErrors(shell, new Hints(shell, loader, classes), cells);
        var snippets = new SnippetRunner(shell, execution, worker, cells, variables, errors);
        var imports = new Imports(shell, execution, cells);
        var steps = new StatementSteps(shell, execution.runTime(), worker, cells, snippets, imports, errors);
        var help = new Help(shell, variables, cells, new LibraryHelp(shell, classes));
        var completion = new Completion(shell, variables, classes);
        return new Notebook(shell, cells, variables, classes, snippets, steps, help, completion);
    }

    /** Imports {@code names}, such as {@code java.util.*}, which every cell may use from then on. */
    public void importAll(List<String> names) {
        steps.runImports(names.stream().map(name -> "import " + name + ";").toList());
    }

    /** Returns questions that use completion and help, so that a first Tab need not wait for classes. */
    public List<Runnable> firstQuestions() {
        List<Runnable> questions = new ArrayList<>();
        for (String code : Extensions.all(KernelExtension::firstCode)) {
            questions.add(() -> complete(code));
            questions.add(() -> help.at(code, code.length(), false));
        }
        questions.add(() -> complete("new ArrayLi"));
        questions.add(() -> classes.named("Object"));
        return questions;
    }

    private void complete(String code) {
        completion.at(code, code.length(), percent -> Set.of());
    }
}

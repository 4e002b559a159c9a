package lesson4j.kernel;

import java.util.List;
import java.util.Set;
import jdk.jshell.JShell;

/** All that the kernel knows about the notebook that runs in one shell. */
record Notebook(
        JShell shell,
        Cells cells,
        Variables variables,
        ClassNames classes,
        Snippets snippets,
        CellSteps steps,
        Help help,
        Completion completion) {

    static Notebook of(JShell shell, CellExecution execution, CellWorker worker, Cells cells, ClassLoader loader) {
        execution.loader().numberLines(name -> cells.linesOf(name, shell));
        var variables = new Variables(shell, loader);
        var classes = new ClassNames(loader);
        var errors = new CompileErrors(shell, new Hints(shell, loader, classes), cells);
        var snippets = new Snippets(shell, execution, worker, cells, variables, errors);
        var steps = new CellSteps(shell, execution.runTime(), worker, cells, snippets, errors);
        var help = new Help(shell, variables, classes, cells);
        var completion = new Completion(shell, variables, classes);
        return new Notebook(shell, cells, variables, classes, snippets, steps, help, completion);
    }

    /** Uses completion and help once, so that the reader's first Tab does not wait for classes to load. */
    void warmUp() {
        for (String code : List.of("Nd4j.ra", "new ArrayLi")) {
            completion.at(code, code.length(), percent -> Set.of());
        }
        help.at("simpleNet", 0, false);
    }
}

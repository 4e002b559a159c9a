package lesson4j.kernel;

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

    static Notebook of(JShell shell, CellExecution execution, Cells cells, ClassLoader loader) {
        var variables = new Variables(shell, loader);
        var classes = new ClassNames(loader);
        var errors = new CompileErrors(shell, new Hints(shell, loader, classes));
        var snippets = new Snippets(shell, execution, cells, variables, errors);
        var steps = new CellSteps(shell.sourceCodeAnalysis(), execution, cells, snippets);
        var help = new Help(shell, variables, classes, cells);
        var completion = new Completion(shell, variables, classes);
        return new Notebook(shell, cells, variables, classes, snippets, steps, help, completion);
    }
}

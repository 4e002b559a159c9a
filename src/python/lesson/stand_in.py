"""Answers in the kernel's place when it cannot start, so that the reader is told why in the notebook, not in a terminal."""

from ipykernel.kernelapp import IPKernelApp
from ipykernel.kernelbase import Kernel


def run(why, connection_file):
    """Answers each cell with `why`, until Jupyter ends or restarts the kernel."""

    class StandIn(Kernel):
        implementation, implementation_version, banner = "lesson4j", "0", why
        language_info = {"name": "java", "mimetype": "text/x-java", "file_extension": ".java"}

        def do_execute(self, code, silent, *_, **__):
            self.send_response(self.iopub_socket, "stream", {"name": "stderr", "text": f"{why}\nThen restart the kernel.\n"})
            return {"status": "error", "ename": "NoJava", "evalue": why, "traceback": [], "execution_count": self.execution_count}

    IPKernelApp.launch_instance(kernel_class=StandIn, argv=["-f", connection_file])

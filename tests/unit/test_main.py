import pytest

from pleoqb_desktop import __main__


def test_ctrl_c_while_the_program_still_loads_is_a_stop_and_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(__main__, "run", interrupted)
    assert __main__.main() == 130

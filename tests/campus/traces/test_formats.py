import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.campus.traces import TraceError, TraceKind, read_trace

OPENB = """name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,pod_phase,creation_time,deletion_time,scheduled_time
pod-a,1000,10,1,460,,LS,Running,100,900,150
pod-b,1000,10,8,1000,,LS,Succeeded,200,800,200
pod-c,1000,10,0,0,,BE,Pending,300,800,
"""
AZURE = """TIMESTAMP,ContextTokens,GeneratedTokens
2023-11-16 18:15:46.6805900,374,44
2023-11-16 18:15:50.9951690,396,109
"""
SACCT = """JobID|Submit|Start|End|AllocTRES|Timelimit|State
7|2026-03-01T10:00:00|2026-03-01T10:05:00|2026-03-01T12:05:00|billing=8,cpu=64,gres/gpu=8|1-00:00:00|COMPLETED
8|2026-03-01T11:00:00|Unknown|Unknown|cpu=4,gres/gpu:a100=2,gres/gpu:h100=1|30|PENDING
"""
SWF = """; Version: 2.2
; Computer: invented
1 0 10 3600 4 -1 -1 4 7200 -1 1 1 1 -1 1 -1 -1 -1
2 60 -1 -1 -1 -1 -1 16 600 -1 5 1 1 -1 1 -1 -1 -1
"""


@pytest.fixture
def read(tmp_path):
    def of(text, name="trace.txt"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_trace(path)

    return of


def test_pods_hold_parts_of_accelerators(read):
    trace = read(OPENB)
    assert trace.format == "openb"
    assert trace.accelerators.tolist() == [0.46, 8.0, 0.0]
    assert trace.submit_s.tolist() == [0, 100, 200]
    assert np.isnan(trace.start_s[2])
    assert trace.is_ended.tolist() == [False, True, True]


def test_requests_have_tokens_and_times_to_the_tenth_of_a_microsecond(read):
    trace = read(AZURE)
    assert trace.kind is TraceKind.REQUESTS
    assert trace.submit_s[1] == pytest.approx(4.3145790, abs=1e-6)
    assert trace.tokens_in.tolist() == [374, 396]
    assert trace.tokens_out.tolist() == [44, 109]


def test_sacct_spells_times_accelerators_and_limits(read):
    trace = read(SACCT)
    assert trace.accelerators.tolist() == [8, 3]
    assert trace.start_s[0] - trace.submit_s[0] == 300
    assert trace.limit_s.tolist() == [86_400, 1800]
    assert np.isnan(trace.end_s[1])
    assert trace.is_ended.tolist() == [True, False]


def test_the_standard_workload_format_says_minus_one_for_what_is_not_known(read):
    trace = read(SWF)
    assert trace.format == "swf"
    assert trace.accelerators.tolist() == [4, 16]
    assert (trace.start_s[0], trace.end_s[0]) == (10, 3610)
    assert np.isnan(trace.start_s[1])


def test_a_row_that_is_none_is_counted_and_the_rest_is_read(read):
    trace = read(OPENB + "pod-d,1,1,many,1,,LS,Running,1,2,3\n")
    assert len(trace.line) == 3
    assert trace.unreadable == (5,)


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "trace_format"), ("a,b\n1,2\n", "trace_format"), (AZURE.split("\n")[0], "trace_empty")],
)
def test_what_is_no_trace_is_said_to_be_none(read, text, code):
    with pytest.raises(TraceError) as caught:
        read(text)
    assert caught.value.code == code
    assert "trace.txt" in caught.value.where


def test_a_file_that_is_not_there_is_said_not_to_be(tmp_path):
    with pytest.raises(TraceError) as caught:
        read_trace(tmp_path / "none.csv")
    assert caught.value.code == "trace_unreadable"


@settings(max_examples=200, deadline=None)
@given(
    head=st.sampled_from([OPENB.split("\n")[0], AZURE.split("\n")[0], SACCT.split("\n")[0], ";"]),
    body=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)),
)
def test_whatever_bytes_are_read_or_refused(tmp_path_factory, head, body):
    path = tmp_path_factory.mktemp("fuzz") / "t"
    path.write_bytes(head.encode() + b"\n" + body)
    try:
        trace = read_trace(path)
    except TraceError:
        return
    assert len(trace.submit_s) == len(trace.line) > 0
    assert np.isfinite(trace.submit_s).all()

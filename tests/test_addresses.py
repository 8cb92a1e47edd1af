"""Nothing that could be a password is ever printed."""

from __future__ import annotations

import pytest

from formcheck.addresses import hide_passwords, without_password

SECRET = "s3cr3t"


@pytest.mark.parametrize(
    "address",
    [
        "rtsp://me:s3cr3t@camera:554/stream",
        "rtsp://me:s3cr3t%40x@camera/stream",
        "rtsp://me:s3cr3t@home@camera/stream",
        "rtsp://me:a/s3cr3t@camera/stream",
        "rtsp://me:a?s3cr3t@camera/stream",
        "rtsp://me:a#s3cr3t@camera/stream",
        "http://s3cr3t@camera/video",
        "http://camera/video?user=me&password=s3cr3t",
        "http://camera/video?channel=1&PWD=s3cr3t#x",
        "http://camera/video?loginpas=s3cr3t",
        "http://camera/video?p%77d=s3cr3t",
        "http://camera/video;token=s3cr3t",
        "http://camera/video#access_token=s3cr3t",
        "http://camera/video?channel=1;auth=s3cr3t",
        "http://camera/video?channel=password=s3cr3t",
        "rtsp://camera:554/user=admin_password=s3cr3t_channel=1_stream=0.sdp",
        "rtsp://camera:554/user=admin&password=s3cr3t&channel=1&stream=0.sdp?real_stream",
        "rtsp://camera:554/admin:s3cr3t/h264",
        "rtsp:/me:s3cr3t@camera/stream",
        "HTTPS://me:s3cr3t@[fe80::1]:80/x",
    ],
)
def test_it_is_hidden_wherever_it_stands(address: str) -> None:
    shown = without_password(address)
    assert SECRET not in shown
    assert "camera" in shown or "fe80" in shown
    assert SECRET not in hide_passwords(f"{address} cannot be opened: is it '{address}'?")


@pytest.mark.parametrize(
    "address",
    [
        "rtsp://camera:554/cam/realmonitor?channel=1&subtype=0",
        "http://[fe80::1]:8080/video",
        "clips/a=b.mp4",
        "0",
    ],
)
def test_what_says_which_picture_it_is_stays(address: str) -> None:
    assert without_password(address) == address
    assert hide_passwords(address) == address

"""Why a file is refused: one code per reason, with its words and how to mend it."""

from __future__ import annotations

import re

from jiheng.core.errors import UnreadableFile

_NOT_PRINTED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_RESAVE = "请用Word、WPS或Excel重新打开并另存后再试"
_REASONS: dict[str, tuple[str, str]] = {
    "JH-F-001": ("文件无法打开", "请核对路径和读取权限"),
    "JH-F-002": ("文件为空（0字节）", "请重新导出或重新上传原文件"),
    "JH-F-003": ("文件过大", "单个文件不超过200MB，请拆分或删去图片后再试"),
    "JH-F-004": ("无法识别的文件格式", "请提供docx、xlsx、xls、csv、pdf、html或txt文件"),
    "JH-F-005": ("不支持此文件格式", "请另存为docx、xlsx、pdf或txt后再试"),
    "JH-F-006": ("文件已加密", "请用密码打开，取消加密并另存后再试"),
    "JH-F-007": ("文件损坏或不完整，压缩包读不出来", _RESAVE),
    "JH-F-008": ("压缩包展开后异常庞大，疑为压缩炸弹", "请核实文件来源，重新导出后再试"),
    "JH-F-009": ("内部结构嵌套过深或单段内容过大", _RESAVE),
    "JH-F-010": ("文件含外部实体或DTD声明，出于安全不予读取", "请核实文件来源，重新导出后再试"),
    "JH-F-011": ("文件内部的XML损坏", _RESAVE),
    "JH-F-012": ("文件缺少必要的部件", _RESAVE),
    "JH-F-013": ("工作簿损坏，读不出来", _RESAVE),
    "JH-F-058": ("工作簿中没有可导入的单元格", "请用本程序导出的表格填写，不要复制到新的工作簿"),
}


def refusal(code: str, where: str, detail: str = "", *, mend: str = "") -> UnreadableFile:
    """The refusal of a file; `detail` narrows the reason, `where` is the file's name or one of its parts."""
    what, usual = _REASONS[code]
    # Names of files and of their parts are anyone's to choose; a refusal stays one printable line.
    detail, where = (_NOT_PRINTED.sub("?", words) for words in (detail, where))
    return UnreadableFile(code, f"{what}：{detail}" if detail else what, where=where, mend=mend or usual)

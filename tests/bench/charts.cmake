# One dashboard repaint, beside its peers as far as they are installed. Peers are compiled as C++17, as they expect.
add_executable(bench_repaint bench_repaint.cpp repaintpeer_qtcharts.cpp)
target_link_libraries(bench_repaint PRIVATE socketscope_flags ui_charts Qt6::Charts Qt6::Widgets)
find_path(QCUSTOMPLOT_INCLUDE qcustomplot.h)
find_library(QCUSTOMPLOT_LIBRARY QCustomPlotQt6)
if(QCUSTOMPLOT_INCLUDE AND QCUSTOMPLOT_LIBRARY)
    find_package(Qt6 6.4 REQUIRED COMPONENTS PrintSupport)
    add_library(repaintpeer_qcustomplot STATIC repaintpeer_qcustomplot.cpp)
    set_target_properties(repaintpeer_qcustomplot PROPERTIES CXX_STANDARD 17)
    target_include_directories(repaintpeer_qcustomplot PRIVATE ${PROJECT_SOURCE_DIR})
    target_include_directories(repaintpeer_qcustomplot SYSTEM PRIVATE ${QCUSTOMPLOT_INCLUDE})
    target_link_libraries(repaintpeer_qcustomplot PUBLIC Qt6::Widgets Qt6::PrintSupport ${QCUSTOMPLOT_LIBRARY})
    target_link_libraries(bench_repaint PRIVATE repaintpeer_qcustomplot)
    target_compile_definitions(bench_repaint PRIVATE HAVE_QCUSTOMPLOT)
endif()

# How long the GUI thread of the whole program is ever busy while a flood runs.
add_executable(bench_window bench_window.cpp)
target_link_libraries(bench_window PRIVATE socketscope_flags app_window)

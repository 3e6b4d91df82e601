// The heavier inputs of forms, apart from element.ts so that lists and the till load without them.
import 'element-plus/theme-chalk/el-select.css'
import 'element-plus/theme-chalk/el-option.css'
import 'element-plus/theme-chalk/el-tag.css'
import { defineAsyncComponent } from 'vue'

export { ElOption, ElSelect } from 'element-plus'
export const ElDatePicker = defineAsyncComponent(() => import('./element-date'))
